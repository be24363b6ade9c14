/**
 * The backend {@code tornado}, which computes in single precision on a device of TornadoVM, such as
 * a GPU.
 *
 * <p>All numbers of a device lie in one array, and all integers in another; both stay on the
 * device. A {@linkplain org.noether.learning.backend.tornado.Kernel kernel} is a TaskGraph with one
 * task, compiled once for all programs: what differs from one use to the next (places, extents,
 * strides) it reads from a row of integers. A program is a table of such rows on the device, and an
 * execution launches the kernels of its rows in order. Each kernel stores the place of the next
 * row, so that a launch transfers nothing.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend.tornado;
