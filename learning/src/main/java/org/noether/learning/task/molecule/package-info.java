/** Learning properties of molecules: the loss is the mean absolute error of a property. */
@NullMarked
package org.noether.learning.task.molecule;

import org.jspecify.annotations.NullMarked;
