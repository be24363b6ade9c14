/** Tests of the dynamics networks and their integration. */
package org.noether.learning.task.dynamics.network;
