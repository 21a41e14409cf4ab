-- Counts: what their lists are sorted and found by (SQLite only).
CREATE INDEX derived_idx_count_created ON stock_count (created_at);
CREATE INDEX derived_idx_count_line_value ON count_line (abs (value_minor));
CREATE INDEX derived_idx_count_line_of_count ON count_line (count_uid, abs (value_minor));
CREATE INDEX derived_idx_count_line_counted ON count_line (counted_at);
CREATE INDEX derived_idx_count_scan_happened ON count_scan (happened_at);
CREATE INDEX derived_idx_count_scan_of_count ON count_scan (count_uid, happened_at);
