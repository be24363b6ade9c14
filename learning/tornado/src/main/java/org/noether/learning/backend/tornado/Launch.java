package org.noether.learning.backend.tornado;

/**
 * A launch of a kernel on a row of a program.
 *
 * @param kernel the kernel
 * @param groups the least number of work-groups
 * @param row the integers that the kernel reads, except the place of the next row
 * @param what the op and the shape, for error messages
 */
record Launch(Kernel kernel, int groups, int[] row, String what) {}
