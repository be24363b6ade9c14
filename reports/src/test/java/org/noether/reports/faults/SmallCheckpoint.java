package org.noether.reports.faults;

import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.nn.Linear;
import org.noether.learning.train.Checkpoint;
import org.noether.learning.train.Weights;

/** A checkpoint of six weights, and the configuration and data that it is said to be of. */
record SmallCheckpoint(Checkpoint checkpoint, Checkpoint.Identity identity) {
  static SmallCheckpoint create() {
    Backend backend = Backends.choose().backend();
    Weights weights = Weights.zeros(Linear.of("net", 2, 2), backend);
    int size = weights.layout().parameterCount();
    return new SmallCheckpoint(
        new Checkpoint(weights, backend.allocate(size), backend.allocate(size)),
        new Checkpoint.Identity("configuration", "data"));
  }
}
