package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AheadTest {
  private final List<String> prepared = Collections.synchronizedList(new ArrayList<>());

  private final Ahead<String, Integer> ahead =
      new Ahead<>(request -> {
        if (request.isEmpty()) {
          throw new IllegalArgumentException("nothing to prepare");
        }
        prepared.add(request);
        return request.length();
      });

  @Test
  void whatWasBegunIsPreparedOnce() {
    ahead.begin("ab");

    assertThat(ahead.take("ab")).isEqualTo(2);
    assertThat(prepared).containsExactly("ab");
    assertThat(ahead.take("ab")).isEqualTo(2);
    assertThat(prepared).containsExactly("ab", "ab");
  }

  @Test
  void anotherRequestIsPreparedAfterwards() {
    ahead.begin("ab");

    assertThat(ahead.take("abc")).isEqualTo(3);
    assertThat(prepared).containsExactly("ab", "abc");
  }

  @Test
  void droppingWaits() {
    ahead.begin("ab");
    ahead.drop();

    assertThat(prepared).containsExactly("ab");
    assertThat(ahead.take("ab")).isEqualTo(2);
    assertThat(prepared).hasSize(2);
  }

  @Test
  void failuresReachWhoeverTakes() {
    ahead.begin("");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ahead.take(""))
        .withMessage("nothing to prepare");
  }
}
