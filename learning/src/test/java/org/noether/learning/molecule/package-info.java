@org.jspecify.annotations.NullMarked
package org.noether.learning.molecule;
