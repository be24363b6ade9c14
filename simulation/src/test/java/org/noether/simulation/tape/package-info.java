@NullMarked
package org.noether.simulation.tape;

import org.jspecify.annotations.NullMarked;
