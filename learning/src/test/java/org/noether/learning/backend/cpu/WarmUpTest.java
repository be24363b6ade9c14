package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void aKernelIsReadyWhenItWasCalledOftenOnAnotherThread() {
    Thread caller = Thread.currentThread();
    var calls = new AtomicInteger();
    var kernel =
        WarmUp.startInBackground(
            () -> calls,
            generated -> {
              assertThat(Thread.currentThread()).isNotEqualTo(caller);
              generated.incrementAndGet();
            });

    assertThat(kernel.join()).hasValue(WarmUp.CALLS);
  }

  @Test
  void aFailureReachesTheUserOfTheKernel() {
    var kernel =
        WarmUp.startInBackground(
            () -> 0,
            _ -> {
              throw new IllegalStateException("no kernel");
            });

    assertThatThrownBy(kernel::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("no kernel");
  }
}
