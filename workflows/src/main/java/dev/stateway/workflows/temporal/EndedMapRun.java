package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;

/**
 * A Map Run that has ended, as a redrive needs it.
 *
 * @param request what it was started with
 * @param progress how far it came
 */
public record EndedMapRun(MapRunRequest request, MapRunProgress progress) {}
