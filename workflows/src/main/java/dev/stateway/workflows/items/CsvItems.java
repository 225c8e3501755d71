package dev.stateway.workflows.items;

import com.opencsv.CSVParser;
import com.opencsv.CSVParserBuilder;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rows of delimited fields, each an object of texts: what a row has too little is empty, what it
 * has too much is left out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html">Parsing
 *     an input CSV file</a>
 */
final class CsvItems implements ItemStream {
  private final LineReader lines;
  private final CSVParser parser;
  private final List<String> headers;

  /**
   * Reads rows.
   *
   * @param headers the names of the columns; absent: the next row has them
   */
  CsvItems(LineReader lines, char delimiter, @Nullable List<String> headers) throws IOException {
    this.lines = lines;
    this.parser = new CSVParserBuilder().withSeparator(delimiter).build();
    this.headers = headers == null ? headers() : headers;
  }

  private List<String> headers() throws IOException {
    var row = row();
    if (row == null) {
      throw new UnreadableItemsException("The file has no row with the names of the columns");
    }
    return row;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    var row = row();
    if (row == null) {
      return Optional.empty();
    }
    var item = JsonText.MAPPER.createObjectNode();
    for (var i = 0; i < headers.size(); i++) {
      item.put(headers.get(i), i < row.size() ? row.get(i) : "");
    }
    return Optional.of(new Entry(null, item));
  }

  /** The fields of the next row that is not empty; it may go on over several lines. */
  private @Nullable List<String> row() throws IOException {
    var line = lines.next();
    while (line != null && line.isEmpty()) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    var fields = new ArrayList<String>();
    fields.addAll(List.of(parser.parseLineMulti(line)));
    while (parser.isPending()) {
      var more = lines.next();
      if (more == null) {
        throw new UnreadableItemsException("The last row has a quotation mark that is not closed");
      }
      fields.addAll(List.of(parser.parseLineMulti(more)));
    }
    return fields;
  }

  @Override
  public JsonNode position() {
    var position = JsonText.MAPPER.createObjectNode().put("offset", lines.offset());
    position.set("headers", JsonText.MAPPER.valueToTree(headers));
    return position;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
