/** Commands and reports of networks that learn properties of molecules. */
@org.jspecify.annotations.NullMarked
package org.noether.reports.task.molecule;
