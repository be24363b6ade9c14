/** The Java examples that README shows. */
@org.jspecify.annotations.NullMarked
package org.noether.learning.readme;
