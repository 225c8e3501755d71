package dev.stateway.api.auth.sts;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An answer of the token service.
 *
 * @param status the HTTP status
 * @param body XML text
 * @see <a
 *     href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization">AWS
 *     query protocol</a>
 */
public record StsAnswer(int status, String body) {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final int OK = 200;

  /** What an action gives: texts, and structures of texts, by name. */
  static StsAnswer of(String action, String requestId, Map<String, Object> result) {
    var content = new LinkedHashMap<String, Object>();
    content.put(action + "Result", result);
    content.put("ResponseMetadata", Map.of("RequestId", requestId));
    return new StsAnswer(OK, write(action + "Response", content));
  }

  /** Why there is no result. */
  public static StsAnswer of(StsError error, String requestId) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("Type", error.status() < 500 ? "Sender" : "Receiver");
    problem.put("Code", error.code());
    problem.put("Message", error.text());
    var content = new LinkedHashMap<String, Object>();
    content.put("Error", problem);
    content.put("RequestId", requestId);
    return new StsAnswer(error.status(), write("ErrorResponse", content));
  }

  private static String write(String root, Map<String, Object> content) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartElement(root);
      xml.writeDefaultNamespace(NAMESPACE);
      write(xml, content);
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text can always be written", e);
    }
    return text.toString();
  }

  private static void write(XMLStreamWriter xml, Map<?, ?> content) throws XMLStreamException {
    for (var entry : content.entrySet()) {
      xml.writeStartElement(String.valueOf(entry.getKey()));
      if (entry.getValue() instanceof Map<?, ?> structure) {
        write(xml, structure);
      } else {
        xml.writeCharacters(String.valueOf(entry.getValue()));
      }
      xml.writeEndElement();
    }
  }
}
