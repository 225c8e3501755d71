package dev.stateway.workflows.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Puts large payloads into a store and sends what they can be found by instead: Temporal refuses
 * payloads of 2 MB, messages of 4 MB and histories of 50 MB.
 *
 * @see <a href="https://docs.temporal.io/payload-codec">Payload codec</a>
 */
final class ClaimCheckCodec implements PayloadCodec {
  /** 40 of them still fit into one message to the server. */
  static final int LARGEST_INLINE = 64 * 1024;

  /** What is only an answer may be as large as an answer can be. */
  static final int LARGEST_INLINE_ANSWER = 1_800_000;

  /** Metadata of payloads that nothing refers to later. */
  static final String PASSING = "stateway-passing";

  private static final String ENCODING = "encoding";
  private static final String CLAIM_CHECK = "stateway/claim-check";

  private final PayloadStore store;

  ClaimCheckCodec(PayloadStore store) {
    this.store = store;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encode).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decode).toList();
  }

  private Payload encode(Payload payload) {
    var passing = payload.containsMetadata(PASSING);
    if (payload.getData().size() <= (passing ? LARGEST_INLINE_ANSWER : LARGEST_INLINE)) {
      return payload;
    }
    var content = payload.toByteArray();
    var key = new PayloadStore.Key(sha256(content), passing);
    store.put(key, content);
    var claim = Payload.newBuilder().putMetadata(ENCODING, ByteString.copyFromUtf8(CLAIM_CHECK));
    if (passing) {
      claim.putMetadata(PASSING, ByteString.EMPTY);
    }
    return claim.setData(ByteString.copyFromUtf8(key.sha256())).build();
  }

  private Payload decode(Payload payload) {
    if (!CLAIM_CHECK.equals(
        payload.getMetadataMap().getOrDefault(ENCODING, ByteString.EMPTY).toStringUtf8())) {
      return payload;
    }
    var sha256 = payload.getData().toStringUtf8();
    var content = store.get(new PayloadStore.Key(sha256, payload.containsMetadata(PASSING)));
    if (!sha256(content).equals(sha256)) {
      throw new PayloadCodecException("The stored payload " + sha256 + " is damaged");
    }
    try {
      return Payload.parseFrom(content);
    } catch (InvalidProtocolBufferException notAPayload) {
      throw new PayloadCodecException("The stored payload " + sha256 + " is none", notAPayload);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
