/** Labelled images: MNIST, rotated MNIST, folders of PNG files, and digits drawn with fonts. */
@NullMarked
package org.noether.simulation.image;

import org.jspecify.annotations.NullMarked;
