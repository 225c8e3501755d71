package dev.stateway.api.http.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Refuses requests by their head, before any handler sees them: see {@link HeadRules}. */
final class RequestGuard extends ChannelDuplexHandler {
  private static final int INFORMATIONAL = 200;

  private final ConnectionState state;
  private boolean informational;
  private boolean answering;

  RequestGuard(ConnectionState state) {
    this.state = state;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (state.refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      var refusal = request.decoderResult().isFailure() ? null : HeadRules.check(request);
      if (refusal != null) {
        refuse(context, refusal);
        ReferenceCountUtil.release(message);
        return;
      }
      state.unanswered++;
      state.inBody = true;
      state.bodyLeft = length(request);
    }
    if (message instanceof HttpContent content
        && !(message instanceof HttpRequest)
        && content.decoderResult().isFailure()) {
      // The answer may have begun; where it has not, whoever makes it will be too late with it.
      state.unanswered = answering ? state.unanswered : state.unanswered - 1;
      refuse(context, new HeadRules.Refusal(400, "The body is not well-formed"));
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof LastHttpContent) {
      state.inBody = false;
    }
    context.fireChannelRead(message);
  }

  private static long length(HttpRequest request) {
    var value = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    if (value == null || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return -1;
    }
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException notDecoded) {
      return -1;
    }
  }

  private void refuse(ChannelHandlerContext context, HeadRules.Refusal refusal) {
    state.refused = true;
    if (state.unanswered > 0) {
      // An answer now would be taken for that of an earlier request.
      var _ = context.close();
      return;
    }
    var body =
        Unpooled.copiedBuffer(
            "{\"message\":\"" + refusal.message() + "\"}", StandardCharsets.US_ASCII);
    var answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal.status()), body);
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void write(
      ChannelHandlerContext context, @Nullable Object message, ChannelPromise promise) {
    if (state.refused) {
      // What the application says of a request that was refused meanwhile.
      ReferenceCountUtil.release(message);
      promise.setFailure(new ClosedChannelException());
      return;
    }
    if (message instanceof HttpResponse response) {
      informational = response.status().code() < INFORMATIONAL;
      answering = !informational;
    }
    if (message instanceof LastHttpContent && !informational && state.unanswered > 0) {
      state.unanswered--;
      answering = false;
    }
    var _ = context.write(message, promise);
  }
}
