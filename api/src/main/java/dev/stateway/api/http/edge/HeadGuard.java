package dev.stateway.api.http.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees the bytes of requests before they are decoded: refuses header lines that are continued on
 * the next (a decoder joins them, and nobody sees it), and heads that do not come to an end in
 * time. Everything else it passes on, in pieces that end where a head or a body does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-5.2">Obsolete line folding</a>
 */
final class HeadGuard extends ChannelInboundHandlerAdapter {
  private static final int LF = '\n';
  private static final int CR = '\r';

  private final ConnectionState state;
  private final Duration patience;
  private @Nullable ScheduledFuture<?> deadline;
  private int lines;
  private int column;

  HeadGuard(ConnectionState state, Duration patience) {
    this.state = state;
    this.patience = patience;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    try {
      while (bytes.isReadable() && !state.refused) {
        if (state.inBody) {
          passBody(context, bytes);
        } else {
          passHead(context, bytes);
        }
      }
    } finally {
      ReferenceCountUtil.release(bytes);
    }
  }

  private void passHead(ChannelHandlerContext context, ByteBuf bytes) {
    if (deadline == null) {
      deadline =
          context
              .executor()
              .schedule(() -> tooSlow(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    var from = bytes.readerIndex();
    for (var at = from; at < bytes.writerIndex(); at++) {
      var value = bytes.getByte(at);
      if (isFold(value)) {
        refuse(context, "400 Bad Request", "A header line is continued on the next line");
        return;
      }
      if (endsHead(value)) {
        pass(context, bytes, at + 1 - from);
        headEnded();
        return;
      }
    }
    pass(context, bytes, bytes.readableBytes());
  }

  private boolean isFold(byte value) {
    return column == 0 && lines > 0 && (value == ' ' || value == '\t');
  }

  /** Follows the lines; whether this byte ends an empty line after the first. */
  private boolean endsHead(byte value) {
    if (value != LF) {
      if (value != CR) {
        column++;
      }
      return false;
    }
    var isEmpty = column == 0;
    column = 0;
    if (!isEmpty) {
      lines++;
    }
    return isEmpty && lines > 0;
  }

  private void headEnded() {
    lines = 0;
    column = 0;
    stopClock();
  }

  private void stopClock() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private void passBody(ChannelHandlerContext context, ByteBuf bytes) {
    if (state.bodyLeft >= 0) {
      var length = (int) Math.min(state.bodyLeft, bytes.readableBytes());
      state.bodyLeft -= length;
      pass(context, bytes, length);
      if (length == 0) {
        // The decoder ends a body of which nothing is left; it waits for no byte more.
        state.inBody = false;
      }
      return;
    }
    // A body in chunks ends with an empty line: up to the next one it cannot have ended.
    pass(context, bytes, upToEmptyLine(bytes));
  }

  private static int upToEmptyLine(ByteBuf bytes) {
    var from = bytes.readerIndex();
    for (var at = from; at < bytes.writerIndex(); at++) {
      if (bytes.getByte(at) == LF
          && (at == from
              || bytes.getByte(at - 1) == LF
              || (bytes.getByte(at - 1) == CR
                  && (at - 1 == from || bytes.getByte(at - 2) == LF)))) {
        return at + 1 - from;
      }
    }
    return bytes.readableBytes();
  }

  private static void pass(ChannelHandlerContext context, ByteBuf bytes, int length) {
    context.fireChannelRead(bytes.readRetainedSlice(length));
  }

  private void tooSlow(ChannelHandlerContext context) {
    deadline = null;
    refuse(context, "408 Request Timeout", "The head of the request did not come in time");
  }

  private void refuse(ChannelHandlerContext context, String status, String why) {
    state.refused = true;
    stopClock();
    if (state.unanswered > 0) {
      var _ = context.close();
      return;
    }
    var body = "{\"message\":\"" + why + "\"}";
    var answer =
        "HTTP/1.1 "
            + status
            + "\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    context
        .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopClock();
    context.fireChannelInactive();
  }
}
