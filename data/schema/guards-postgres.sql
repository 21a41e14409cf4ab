-- Issued documents, events and money are appended and never changed: the database itself refuses.

CREATE OR REPLACE FUNCTION guard_refuse () RETURNS trigger AS
$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$
LANGUAGE plpgsql;

DROP TRIGGER IF EXISTS guard_invoice ON invoice;
CREATE TRIGGER guard_invoice BEFORE UPDATE OR DELETE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('an issued document is never changed: issue a correction');
DROP TRIGGER IF EXISTS guard_invoice_truncate ON invoice;
CREATE TRIGGER guard_invoice_truncate BEFORE TRUNCATE ON invoice
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('an issued document is never changed: issue a correction');

DROP TRIGGER IF EXISTS guard_invoice_line ON invoice_line;
CREATE TRIGGER guard_invoice_line BEFORE UPDATE OR DELETE ON invoice_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('an issued document is never changed: issue a correction');
DROP TRIGGER IF EXISTS guard_invoice_line_truncate ON invoice_line;
CREATE TRIGGER guard_invoice_line_truncate BEFORE TRUNCATE ON invoice_line
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('an issued document is never changed: issue a correction');

DROP TRIGGER IF EXISTS guard_invoice_tax ON invoice_tax;
CREATE TRIGGER guard_invoice_tax BEFORE UPDATE OR DELETE ON invoice_tax
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('an issued document is never changed: issue a correction');
DROP TRIGGER IF EXISTS guard_invoice_tax_truncate ON invoice_tax;
CREATE TRIGGER guard_invoice_tax_truncate BEFORE TRUNCATE ON invoice_tax
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('an issued document is never changed: issue a correction');

DROP TRIGGER IF EXISTS guard_invoice_event ON invoice_event;
CREATE TRIGGER guard_invoice_event BEFORE UPDATE OR DELETE ON invoice_event
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('what happened to a document is appended, never changed');
DROP TRIGGER IF EXISTS guard_invoice_event_truncate ON invoice_event;
CREATE TRIGGER guard_invoice_event_truncate BEFORE TRUNCATE ON invoice_event
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('what happened to a document is appended, never changed');

-- The bytes that went out are kept as they are: nothing is drawn again.
CREATE OR REPLACE FUNCTION guard_stored_file () RETURNS trigger AS
$$ BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'a file is never changed: its name is its hash' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM invoice AS i WHERE OLD.sha256 IN (i.pdf_sha256, i.xml_sha256))
    OR EXISTS (SELECT 1 FROM dunning AS d WHERE d.pdf_sha256 = OLD.sha256)
    OR EXISTS (SELECT 1 FROM incoming_invoice AS r WHERE OLD.sha256 IN (r.file_sha256, r.xml_sha256))
  THEN
    RAISE EXCEPTION 'the file of a document is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$
LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS guard_stored_file ON stored_file;
CREATE TRIGGER guard_stored_file BEFORE UPDATE OR DELETE ON stored_file
FOR EACH ROW EXECUTE FUNCTION guard_stored_file ();
DROP TRIGGER IF EXISTS guard_stored_file_truncate ON stored_file;
CREATE TRIGGER guard_stored_file_truncate BEFORE TRUNCATE ON stored_file
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('the file of a document is kept');

DROP TRIGGER IF EXISTS guard_bank_entry ON bank_entry;
CREATE TRIGGER guard_bank_entry BEFORE UPDATE OR DELETE ON bank_entry
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('what the bank wrote is never changed');
DROP TRIGGER IF EXISTS guard_bank_entry_truncate ON bank_entry;
CREATE TRIGGER guard_bank_entry_truncate BEFORE TRUNCATE ON bank_entry
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('what the bank wrote is never changed');

DROP TRIGGER IF EXISTS guard_vat_check ON vat_check;
CREATE TRIGGER guard_vat_check BEFORE UPDATE OR DELETE ON vat_check
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('a proof is never changed: ask again');
DROP TRIGGER IF EXISTS guard_vat_check_truncate ON vat_check;
CREATE TRIGGER guard_vat_check_truncate BEFORE TRUNCATE ON vat_check
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('a proof is never changed: ask again');

DROP TRIGGER IF EXISTS guard_payment ON payment;
CREATE TRIGGER guard_payment BEFORE UPDATE OR DELETE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('a payment is never changed: record the opposite');
DROP TRIGGER IF EXISTS guard_payment_truncate ON payment;
CREATE TRIGGER guard_payment_truncate BEFORE TRUNCATE ON payment
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('a payment is never changed: record the opposite');

DROP TRIGGER IF EXISTS guard_payment_share ON payment_share;
CREATE TRIGGER guard_payment_share BEFORE UPDATE OR DELETE ON payment_share
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('a payment is never changed: record the opposite');
DROP TRIGGER IF EXISTS guard_payment_share_truncate ON payment_share;
CREATE TRIGGER guard_payment_share_truncate BEFORE TRUNCATE ON payment_share
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('a payment is never changed: record the opposite');

DROP TRIGGER IF EXISTS guard_dunning ON dunning;
CREATE TRIGGER guard_dunning BEFORE UPDATE OR DELETE ON dunning
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('a reminder that was made is never changed');
DROP TRIGGER IF EXISTS guard_dunning_truncate ON dunning;
CREATE TRIGGER guard_dunning_truncate BEFORE TRUNCATE ON dunning
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('a reminder that was made is never changed');

DROP TRIGGER IF EXISTS guard_dunning_line ON dunning_line;
CREATE TRIGGER guard_dunning_line BEFORE UPDATE OR DELETE ON dunning_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse ('a reminder that was made is never changed');
DROP TRIGGER IF EXISTS guard_dunning_line_truncate ON dunning_line;
CREATE TRIGGER guard_dunning_line_truncate BEFORE TRUNCATE ON dunning_line
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse ('a reminder that was made is never changed');

-- No more of a payment is given away than there is; discounts and write-offs are no money.
CREATE OR REPLACE FUNCTION guard_payment_sum () RETURNS trigger AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM payment AS p WHERE p.uid = NEW.payment_uid
    AND sign (p.amount_minor) * (NEW.amount_minor + coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s
      WHERE s.payment_uid = p.uid AND s.uid <> NEW.uid AND s.kind NOT IN ('cash_discount', 'write_off')), 0))
      NOT BETWEEN 0 AND abs (p.amount_minor))
  THEN
    RAISE EXCEPTION 'the shares of a payment are more than the payment' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$
LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS guard_payment_share_sum ON payment_share;
CREATE TRIGGER guard_payment_share_sum BEFORE INSERT ON payment_share
FOR EACH ROW WHEN (NEW.kind NOT IN ('cash_discount', 'write_off')) EXECUTE FUNCTION guard_payment_sum ();
