package org.noether.learning.task.image.network;

/** {@link ImageGoldenTest}, whose cases in single precision run on TornadoVM's device here. */
class TornadoImageGoldenTest extends ImageGoldenTest {}
