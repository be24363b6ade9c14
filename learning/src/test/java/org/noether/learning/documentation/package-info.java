/** The Java examples that the documentation shows. */
@org.jspecify.annotations.NullMarked
package org.noether.learning.documentation;
