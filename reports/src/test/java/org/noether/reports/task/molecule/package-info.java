/** Tests of the commands and reports of networks that learn properties of molecules. */
package org.noether.reports.task.molecule;
