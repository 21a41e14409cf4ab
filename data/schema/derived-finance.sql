-- Derived tables of finance (SQLite only), under the rules of derived.sql.

CREATE INDEX derived_idx_invoice_issued ON invoice (issued_on);
CREATE INDEX derived_idx_invoice_gross ON invoice (gross_minor);
CREATE INDEX derived_idx_invoice_due ON invoice (due_on);
CREATE INDEX derived_idx_draft_changed ON invoice_draft (changed_at);
CREATE INDEX derived_idx_incoming_received ON incoming_invoice (received_at);
CREATE INDEX derived_idx_incoming_issued ON incoming_invoice (issued_on);
CREATE INDEX derived_idx_incoming_due ON incoming_invoice (due_on);
CREATE INDEX derived_idx_incoming_gross ON incoming_invoice (gross_minor);
CREATE INDEX derived_idx_incoming_number ON incoming_invoice (number);
CREATE INDEX derived_idx_incoming_purchase ON incoming_invoice (purchase_uid) WHERE purchase_uid IS NOT NULL;
CREATE INDEX derived_idx_incoming_supplier ON incoming_invoice (supplier_uid) WHERE supplier_uid IS NOT NULL;
CREATE INDEX derived_idx_payment_happened ON payment (happened_on);

-- What is still to be paid of an issued document: what it asked for, less payments, less the documents that
-- take it back. Below zero the company owes. A document that takes another one back has nothing open itself.
CREATE TABLE derived_invoice_key (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  name_key TEXT NOT NULL,
  cancelled INTEGER NOT NULL DEFAULT 0,
  open_minor INTEGER NOT NULL
) STRICT;
CREATE INDEX derived_invoice_key_name ON derived_invoice_key (name_key, id);
CREATE INDEX derived_invoice_key_open ON derived_invoice_key (open_minor, id) WHERE open_minor <> 0;

CREATE VIEW derived_invoice_open AS
SELECT i.id AS id, i.uid AS uid, kontor_fold (i.customer_name) AS name_key,
  EXISTS (SELECT 1 FROM invoice AS c WHERE c.preceding_uid = i.uid AND c.kind = 'cancellation') AS cancelled,
  CASE WHEN i.sign = 0 OR (i.sign < 0 AND i.preceding_uid IS NOT NULL) THEN 0
  ELSE i.sign * i.due_minor
    - ifnull ((SELECT sum (s.amount_minor) FROM payment_share AS s WHERE s.invoice_uid = i.uid), 0)
    - ifnull ((SELECT sum (c.gross_minor) FROM invoice AS c WHERE c.preceding_uid = i.uid AND c.sign < 0), 0)
  END AS open_minor
FROM invoice AS i;

CREATE TRIGGER derived_invoice_insert AFTER INSERT ON invoice
BEGIN
  INSERT INTO derived_invoice_key (id, uid, name_key, cancelled, open_minor)
  SELECT id, uid, name_key, cancelled, open_minor FROM derived_invoice_open WHERE id = NEW.id;
  UPDATE derived_invoice_key SET (cancelled, open_minor) = (
    SELECT o.cancelled, o.open_minor FROM derived_invoice_open AS o WHERE o.id = derived_invoice_key.id)
  WHERE uid = NEW.preceding_uid;
END;

CREATE TRIGGER derived_invoice_update AFTER UPDATE ON invoice
BEGIN
  UPDATE derived_invoice_key SET (name_key, cancelled, open_minor) = (
    SELECT o.name_key, o.cancelled, o.open_minor FROM derived_invoice_open AS o WHERE o.id = derived_invoice_key.id)
  WHERE uid IN (NEW.uid, NEW.preceding_uid, OLD.preceding_uid);
END;

CREATE TRIGGER derived_invoice_delete AFTER DELETE ON invoice
BEGIN
  DELETE FROM derived_invoice_key WHERE id = OLD.id;
  UPDATE derived_invoice_key SET (cancelled, open_minor) = (
    SELECT o.cancelled, o.open_minor FROM derived_invoice_open AS o WHERE o.id = derived_invoice_key.id)
  WHERE uid = OLD.preceding_uid;
END;

CREATE TRIGGER derived_payment_share_insert AFTER INSERT ON payment_share WHEN NEW.invoice_uid IS NOT NULL
BEGIN
  UPDATE derived_invoice_key SET open_minor = (
    SELECT o.open_minor FROM derived_invoice_open AS o WHERE o.id = derived_invoice_key.id)
  WHERE uid = NEW.invoice_uid;
END;

CREATE TRIGGER derived_payment_share_update AFTER UPDATE ON payment_share
BEGIN
  UPDATE derived_invoice_key SET open_minor = (
    SELECT o.open_minor FROM derived_invoice_open AS o WHERE o.id = derived_invoice_key.id)
  WHERE uid IN (NEW.invoice_uid, OLD.invoice_uid);
END;

CREATE TRIGGER derived_payment_share_delete AFTER DELETE ON payment_share WHEN OLD.invoice_uid IS NOT NULL
BEGIN
  UPDATE derived_invoice_key SET open_minor = (
    SELECT o.open_minor FROM derived_invoice_open AS o WHERE o.id = derived_invoice_key.id)
  WHERE uid = OLD.invoice_uid;
END;

-- What of an entry of the bank nobody said yet what it was for.
CREATE INDEX derived_idx_entry_booked ON bank_entry (booked_on);
CREATE INDEX derived_idx_entry_amount ON bank_entry (amount_minor);

CREATE TABLE derived_entry_key (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE,
  text TEXT NOT NULL,
  left_minor INTEGER NOT NULL
) STRICT;
CREATE INDEX derived_entry_key_left ON derived_entry_key (left_minor, id) WHERE left_minor <> 0;

CREATE VIEW derived_entry_left AS
SELECT e.id AS id, e.uid AS uid,
  kontor_fold (e.name || char (10) || e.purpose || char (10) || e.iban || char (10) || e.end_to_end) AS text,
  e.amount_minor - ifnull ((SELECT sum (s.amount_minor) FROM payment AS p
    JOIN payment_share AS s ON s.payment_uid = p.uid
    WHERE p.entry_uid = e.uid AND s.kind NOT IN ('cash_discount', 'write_off')), 0) AS left_minor
FROM bank_entry AS e;

CREATE TRIGGER derived_entry_insert AFTER INSERT ON bank_entry
BEGIN
  INSERT INTO derived_entry_key (id, uid, text, left_minor)
  SELECT id, uid, text, left_minor FROM derived_entry_left WHERE id = NEW.id;
END;

CREATE TRIGGER derived_entry_delete AFTER DELETE ON bank_entry
BEGIN
  DELETE FROM derived_entry_key WHERE id = OLD.id;
END;

CREATE TRIGGER derived_entry_payment_insert AFTER INSERT ON payment WHEN NEW.entry_uid IS NOT NULL
BEGIN
  UPDATE derived_entry_key SET left_minor = (
    SELECT l.left_minor FROM derived_entry_left AS l WHERE l.id = derived_entry_key.id)
  WHERE uid = NEW.entry_uid;
END;

CREATE TRIGGER derived_entry_payment_delete AFTER DELETE ON payment WHEN OLD.entry_uid IS NOT NULL
BEGIN
  UPDATE derived_entry_key SET left_minor = (
    SELECT l.left_minor FROM derived_entry_left AS l WHERE l.id = derived_entry_key.id)
  WHERE uid = OLD.entry_uid;
END;

CREATE TRIGGER derived_entry_share_insert AFTER INSERT ON payment_share WHEN NEW.payment_uid IS NOT NULL
BEGIN
  UPDATE derived_entry_key SET left_minor = (
    SELECT l.left_minor FROM derived_entry_left AS l WHERE l.id = derived_entry_key.id)
  WHERE uid = (SELECT p.entry_uid FROM payment AS p WHERE p.uid = NEW.payment_uid);
END;

CREATE TRIGGER derived_entry_share_delete AFTER DELETE ON payment_share WHEN OLD.payment_uid IS NOT NULL
BEGIN
  UPDATE derived_entry_key SET left_minor = (
    SELECT l.left_minor FROM derived_entry_left AS l WHERE l.id = derived_entry_key.id)
  WHERE uid = (SELECT p.entry_uid FROM payment AS p WHERE p.uid = OLD.payment_uid);
END;

-- FILL
INSERT INTO derived_invoice_key (id, uid, name_key, cancelled, open_minor)
SELECT id, uid, name_key, cancelled, open_minor FROM derived_invoice_open;
INSERT INTO derived_entry_key (id, uid, text, left_minor)
SELECT id, uid, text, left_minor FROM derived_entry_left;
