package dev.stateway.workflows.engine;

/** A runtime that cases are run on. */
interface EngineExecutor extends AutoCloseable {
  EngineResult run(EngineCase engineCase);

  @Override
  void close();
}
