/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
import java.io.FileInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.mustangproject.validator.ZUGFeRDValidator;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What veraPDF and Mustang say of the files in a folder, as TAP: Judge FOLDER. */
public class Judge {
  private static int number = 0;

  /** Rules of PDF/A-3b (ISO 19005-3) that the file breaks. */
  private static List<String> archive(Path file) throws Exception {
    TreeSet<String> broken = new TreeSet<>();
    try (FileInputStream bytes = new FileInputStream(file.toFile());
         PDFAParser parser = Foundries.defaultInstance().createParser(bytes, PDFAFlavour.PDFA_3_B)) {
      ValidationResult result = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_B, false).validate(parser);
      for (TestAssertion told : result.getTestAssertions()) {
        if (told.getStatus() == TestAssertion.Status.FAILED) {
          broken.add(told.getRuleId().getClause() + "-" + told.getRuleId().getTestNumber() + " " + told.getMessage());
        }
      }
      if (!result.isCompliant() && broken.isEmpty()) {
        broken.add("is not PDF/A-3b");
      }
    }
    return new ArrayList<>(broken);
  }

  private static Document report(Path file) throws Exception {
    ZUGFeRDValidator validator = new ZUGFeRDValidator();
    String text = validator.validate(file.toString());
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text.trim())));
  }

  /** What Mustang finds in an e-invoice: its schema, and the rules of EN 16931, Factur-X or XRechnung. */
  private static List<String> invoice(Path file) throws Exception {
    List<String> broken = new ArrayList<>();
    Document told = report(file);
    for (String kind : List.of("error", "exception")) {
      NodeList found = told.getElementsByTagName(kind);
      for (int i = 0; i < found.getLength(); i++) {
        broken.add(found.item(i).getTextContent().strip());
      }
    }
    NodeList summaries = told.getElementsByTagName("summary");
    Element last = (Element) summaries.item(summaries.getLength() - 1);
    if (last == null) {
      broken.add("Mustang gave no verdict");
    } else if (!last.getAttribute("status").equals("valid") && broken.isEmpty()) {
      broken.add("Mustang calls it " + last.getAttribute("status"));
    }
    if (told.getElementsByTagName("rules").getLength() == 0) {
      broken.add("Mustang applied no rule");
    }
    return broken;
  }

  private static void tell(String name, List<String> broken) {
    System.out.println((broken.isEmpty() ? "ok " : "not ok ") + ++number + " " + name);
    broken.forEach(rule -> System.out.println("# " + rule.replace('\n', ' ')));
  }

  public static void main(String[] arguments) throws Exception {
    Path top = Path.of(arguments[0]);
    VeraGreenfieldFoundryProvider.initialise();
    List<Path> files;
    try (var found = Files.walk(top)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = top.relativize(file).toString();
      if (name.endsWith(".pdf")) {
        tell("veraPDF: " + name, archive(file));
      }
      if (!name.startsWith("page/")) {
        tell("Mustang: " + name, invoice(file));
      }
    }
    System.out.println("1.." + number);
  }
}
