/** JMH benchmarks; {@code benchmarks/NOTES.md} says how to run them and what they measured. */
@org.jspecify.annotations.NullMarked
package org.noether.benchmarks;
