/** The interpreter in double precision that defines the semantics of the other backends. */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend.reference;
