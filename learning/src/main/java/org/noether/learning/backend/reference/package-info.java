/**
 * An interpreter in double precision. It defines the semantics: all other backends are tested
 * against it.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.backend.reference;
