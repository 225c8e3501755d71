package dev.stateway.workflows.engine;

import dev.stateway.workflows.temporal.PayloadStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps large payloads as long as the test runs. */
final class PayloadsInMemory implements PayloadStore {
  private final Map<Key, byte[]> contents = new ConcurrentHashMap<>();

  @Override
  public void put(Key key, byte[] content) {
    contents.put(key, content);
  }

  @Override
  public byte[] get(Key key) {
    var content = contents.get(key);
    if (content == null) {
      throw new IllegalStateException("no payload " + key);
    }
    return content;
  }
}
