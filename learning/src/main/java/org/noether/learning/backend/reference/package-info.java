/**
 * The interpreter in double precision. It is the semantics: every other backend is tested against
 * it.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend.reference;
