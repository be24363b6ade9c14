@org.jspecify.annotations.NullMarked
package org.noether.learning.task.image.network;
