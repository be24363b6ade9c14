/** Commands and reports of networks that classify images. */
@org.jspecify.annotations.NullMarked
package org.noether.reports.task.image;
