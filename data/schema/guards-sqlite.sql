-- Issued documents, events and money are appended and never changed: the database itself refuses. Only
-- the replica's rewinding of commands that no server has seen passes; the function says whether it is at
-- work, and is not there for anybody else, so that a stranger's statement fails too.

DROP TRIGGER IF EXISTS guard_invoice_update;
CREATE TRIGGER guard_invoice_update BEFORE UPDATE ON invoice
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'an issued document is never changed: issue a correction');
END;
DROP TRIGGER IF EXISTS guard_invoice_delete;
CREATE TRIGGER guard_invoice_delete BEFORE DELETE ON invoice
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'an issued document is never changed: issue a correction');
END;

DROP TRIGGER IF EXISTS guard_invoice_line_update;
CREATE TRIGGER guard_invoice_line_update BEFORE UPDATE ON invoice_line
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'an issued document is never changed: issue a correction');
END;
DROP TRIGGER IF EXISTS guard_invoice_line_delete;
CREATE TRIGGER guard_invoice_line_delete BEFORE DELETE ON invoice_line
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'an issued document is never changed: issue a correction');
END;

DROP TRIGGER IF EXISTS guard_invoice_tax_update;
CREATE TRIGGER guard_invoice_tax_update BEFORE UPDATE ON invoice_tax
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'an issued document is never changed: issue a correction');
END;
DROP TRIGGER IF EXISTS guard_invoice_tax_delete;
CREATE TRIGGER guard_invoice_tax_delete BEFORE DELETE ON invoice_tax
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'an issued document is never changed: issue a correction');
END;

DROP TRIGGER IF EXISTS guard_invoice_event_update;
CREATE TRIGGER guard_invoice_event_update BEFORE UPDATE ON invoice_event
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'what happened to a document is appended, never changed');
END;
DROP TRIGGER IF EXISTS guard_invoice_event_delete;
CREATE TRIGGER guard_invoice_event_delete BEFORE DELETE ON invoice_event
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'what happened to a document is appended, never changed');
END;

-- The bytes that went out are kept as they are: nothing is drawn again.
DROP TRIGGER IF EXISTS guard_stored_file_update;
CREATE TRIGGER guard_stored_file_update BEFORE UPDATE ON stored_file
BEGIN
  SELECT RAISE (ABORT, 'a file is never changed: its name is its hash');
END;
DROP TRIGGER IF EXISTS guard_stored_file_delete;
CREATE TRIGGER guard_stored_file_delete BEFORE DELETE ON stored_file
WHEN EXISTS (SELECT 1 FROM invoice AS i WHERE OLD.sha256 IN (i.pdf_sha256, i.xml_sha256))
  OR EXISTS (SELECT 1 FROM dunning AS d WHERE d.pdf_sha256 = OLD.sha256)
  OR EXISTS (SELECT 1 FROM incoming_invoice AS r WHERE OLD.sha256 IN (r.file_sha256, r.xml_sha256))
BEGIN
  SELECT RAISE (ABORT, 'the file of a document is kept');
END;

DROP TRIGGER IF EXISTS guard_bank_entry_update;
CREATE TRIGGER guard_bank_entry_update BEFORE UPDATE ON bank_entry
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'what the bank wrote is never changed');
END;
DROP TRIGGER IF EXISTS guard_bank_entry_delete;
CREATE TRIGGER guard_bank_entry_delete BEFORE DELETE ON bank_entry
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'what the bank wrote is never changed');
END;

DROP TRIGGER IF EXISTS guard_vat_check_update;
CREATE TRIGGER guard_vat_check_update BEFORE UPDATE ON vat_check
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a proof is never changed: ask again');
END;
DROP TRIGGER IF EXISTS guard_vat_check_delete;
CREATE TRIGGER guard_vat_check_delete BEFORE DELETE ON vat_check
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a proof is never changed: ask again');
END;

DROP TRIGGER IF EXISTS guard_payment_update;
CREATE TRIGGER guard_payment_update BEFORE UPDATE ON payment
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a payment is never changed: record the opposite');
END;
DROP TRIGGER IF EXISTS guard_payment_delete;
CREATE TRIGGER guard_payment_delete BEFORE DELETE ON payment
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a payment is never changed: record the opposite');
END;

DROP TRIGGER IF EXISTS guard_payment_share_update;
CREATE TRIGGER guard_payment_share_update BEFORE UPDATE ON payment_share
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a payment is never changed: record the opposite');
END;
DROP TRIGGER IF EXISTS guard_payment_share_delete;
CREATE TRIGGER guard_payment_share_delete BEFORE DELETE ON payment_share
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a payment is never changed: record the opposite');
END;

DROP TRIGGER IF EXISTS guard_dunning_update;
CREATE TRIGGER guard_dunning_update BEFORE UPDATE ON dunning
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a reminder that was made is never changed');
END;
DROP TRIGGER IF EXISTS guard_dunning_delete;
CREATE TRIGGER guard_dunning_delete BEFORE DELETE ON dunning
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a reminder that was made is never changed');
END;

DROP TRIGGER IF EXISTS guard_dunning_line_update;
CREATE TRIGGER guard_dunning_line_update BEFORE UPDATE ON dunning_line
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a reminder that was made is never changed');
END;
DROP TRIGGER IF EXISTS guard_dunning_line_delete;
CREATE TRIGGER guard_dunning_line_delete BEFORE DELETE ON dunning_line
WHEN NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'a reminder that was made is never changed');
END;

-- No more of a payment is given away than there is; discounts and write-offs are no money. A share may come
-- before its payment does, from elsewhere.
DROP TRIGGER IF EXISTS guard_payment_share_sum;
CREATE TRIGGER guard_payment_share_sum BEFORE INSERT ON payment_share
WHEN NEW.kind NOT IN ('cash_discount', 'write_off') AND NOT kontor_rewinds ()
BEGIN
  SELECT RAISE (ABORT, 'the shares of a payment are more than the payment')
  FROM payment AS p WHERE p.uid = NEW.payment_uid
  AND sign (p.amount_minor) * (NEW.amount_minor + ifnull ((SELECT sum (s.amount_minor) FROM payment_share AS s
    WHERE s.payment_uid = p.uid AND s.uid <> NEW.uid AND s.kind NOT IN ('cash_discount', 'write_off')), 0))
    NOT BETWEEN 0 AND abs (p.amount_minor);
END;
