package org.noether.learning.backend;

/**
 * A device that a backend can use.
 *
 * @param backend the name of the backend on this device, such as {@code tornado:0:1}
 * @param description its model and its driver
 * @param memory its memory in bytes
 * @param cuda whether it is a GPU that CUDA programs could use; a GPU that several drivers have is
 *     one for one of them
 */
public record ComputeDevice(String backend, String description, long memory, boolean cuda) {}
