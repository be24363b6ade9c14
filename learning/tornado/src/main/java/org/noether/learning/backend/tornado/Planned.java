package org.noether.learning.backend.tornado;

import java.util.List;
import java.util.function.Supplier;
import org.noether.learning.compile.Storage;

/**
 * How an instruction is computed.
 *
 * @param scratch memory that it needs besides its own
 * @param launches gives the launches when all memory is placed
 */
record Planned(List<Storage> scratch, Supplier<List<Launch>> launches) {}
