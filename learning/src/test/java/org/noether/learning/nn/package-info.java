/** Tests of the building blocks of networks. */
package org.noether.learning.nn;
