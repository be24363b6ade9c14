package org.noether.learning.task.dynamics.network;

/** {@link DynamicsGoldenTest}, whose cases in single precision run on TornadoVM's device here. */
class TornadoDynamicsGoldenTest extends DynamicsGoldenTest {}
