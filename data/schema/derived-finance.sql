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

-- FILL
INSERT INTO derived_invoice_key (id, uid, name_key, cancelled, open_minor)
SELECT id, uid, name_key, cancelled, open_minor FROM derived_invoice_open;
