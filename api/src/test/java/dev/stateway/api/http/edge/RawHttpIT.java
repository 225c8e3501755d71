package dev.stateway.api.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.abuse.Prompt;
import dev.stateway.api.testing.SharedVectors;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What comes over a socket, byte by byte. */
@WithStateway
final class RawHttpIT {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final int PATIENCE = 5_000;

  private final StatewayServer stateway;

  RawHttpIT(StatewayServer stateway) {
    this.stateway = stateway;
  }

  /** All that the server says until it closes, or says nothing for a while. */
  private String exchange(byte[] request) throws IOException {
    try (var socket = socket()) {
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return read(socket);
    }
  }

  private Socket socket() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), stateway.endpoint().getPort());
  }

  private static String read(Socket socket) throws IOException {
    var answer = new StringBuilder();
    var buffer = new byte[8192];
    try {
      for (var n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketTimeoutException _) {
      answer.append("\n[the connection stays open]");
    } catch (IOException reset) {
      // Closed with bytes of ours unread.
      answer.append("");
    }
    return answer.toString();
  }

  private static java.util.List<Integer> statuses(String answer) {
    var statuses = new ArrayList<Integer>();
    STATUS
        .matcher(answer)
        .results()
        .forEach(found -> statuses.add(Integer.valueOf(found.group(1))));
    return statuses;
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsNoCleanRequest() throws IOException {
    return SharedVectors.read("abuse/http-raw.json")
        .path("cases")
        .valueStream()
        .map(example ->
            DynamicTest.dynamicTest(example.path("name").stringValue(), () -> check(example)));
  }

  private void check(JsonNode example) throws Exception {
    var request = Base64.getDecoder().decode(example.path("base64").stringValue());
    var answer = Prompt.answer(() -> exchange(request));
    var allowed = example.path("allowedStatus").valueStream().map(JsonNode::intValue).toList();
    var statuses = statuses(answer);
    assertThat(statuses.size()).as(answer).isLessThanOrEqualTo(1);
    if (!statuses.isEmpty()) {
      assertThat(allowed).as(answer).contains(statuses.getFirst());
    }
    assertThat(answer).doesNotContain("Exception", "at dev.", ".java", "Bearer secret");
    assertThat(stateway.get("/livez").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /livez HTTP/1.1~Host: localhost~~ | 200
          GET /livez HTTP/1.1~Host: localhost~X-A: b~ c~~ | 400
          GET /livez HTTP/1.1~Host: localhost~X-A: b~\tc~~ | 400
          GET /livez HTTP/1.1~~ | 400
          GET /livez HTTP/1.1~Host: a~Host: b~~ | 400
          GET /livez HTTP/1.1~Host: a b~~ | 400
          GET http://localhost/livez HTTP/1.1~Host: localhost~~ | 200
          GET http://elsewhere/livez HTTP/1.1~Host: localhost~~ | 400
          GET /a/../livez HTTP/1.1~Host: localhost~~ | 400
          GET /a/%2e%2E/livez HTTP/1.1~Host: localhost~~ | 400
          GET /%zz HTTP/1.1~Host: localhost~~ | 400
          GET /%00 HTTP/1.1~Host: localhost~~ | 400
          TRACE /livez HTTP/1.1~Host: localhost~~ | 405
          CONNECT localhost:1 HTTP/1.1~Host: localhost~~ | 405
          BREW /livez HTTP/1.1~Host: localhost~~ | 405
          POST /x HTTP/1.1~Host: localhost~Transfer-Encoding: gzip~~ | 400
          POST /x HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~Content-Length: 3~~ | 400
          GET /livez HTTP/1.1~Host: localhost~Expect: a-pony~~ | 417
          """)
  void answersByTheHead(String request, int status) throws IOException {
    var bytes = request.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(statuses(exchange(bytes))).as(request).containsExactly(status);
  }

  @Test
  void severalRequestsOfOneConnectionAreAnsweredInTurn() throws IOException {
    var request =
        """
        GET /livez HTTP/1.1\r
        Host: localhost\r
        \r
        POST /nowhere HTTP/1.1\r
        Host: localhost\r
        Content-Length: 7\r
        \r
        a\r
        \r
         b\
        POST /nowhere HTTP/1.1\r
        Host: localhost\r
        Transfer-Encoding: chunked\r
        \r
        6\r
        a\r
        \r
         \r
        0\r
        \r
        GET /livez HTTP/1.1\r
        Host: localhost\r
        Connection: close\r
        \r
        """;
    assertThat(statuses(exchange(request.getBytes(StandardCharsets.US_ASCII))))
        .containsExactly(200, 404, 404, 200);
  }

  @Test
  void aThousandHalfRequestsLeaveOthersServed() throws IOException, InterruptedException {
    var sockets = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 1000; i++) {
        var socket = socket();
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
        sockets.add(socket);
      }
      for (var i = 0; i < 20; i++) {
        assertThat(stateway.get("/livez").statusCode()).isEqualTo(200);
      }
      // They are told that their time is up, however slowly they go on.
      sockets.getLast().setSoTimeout(30_000);
      assertThat(statuses(read(sockets.getLast()))).containsExactly(408);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
