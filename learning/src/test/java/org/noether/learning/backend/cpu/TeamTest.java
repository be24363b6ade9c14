package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TeamTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPartIsDoneOnceBeforeRunReturns(int members) {
    Team team = Team.of(members);
    for (int job = 0; job < 2000; job++) {
      int parts = job % 8;
      int[] done = new int[parts];
      team.run((part, _) -> done[part]++, parts);
      assertThat(done).containsOnly(parts == 0 ? new int[0] : new int[] {1});
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void membersWorkAtTheSameTime(int members) {
    CountDownLatch allAreHere = new CountDownLatch(members);
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    Team.of(members)
        .run(
            (_, member) -> {
              seen.add(member);
              allAreHere.countDown();
              awaitQuietly(allAreHere);
            },
            members);
    assertThat(seen).hasSize(members).allMatch(member -> member >= 0 && member < members);
  }

  @Test
  void helpersWakeUpAfterSleep() throws Exception {
    for (int i = 0; i < 5; i++) {
      Thread.sleep(Duration.ofMillis(20)); // much longer than helpers look out for work
      membersWorkAtTheSameTime(2);
    }
  }

  @Test
  void whoFindsTheTeamAtWorkDoesAllPartsAlone() throws Exception {
    Team team = Team.of(2);
    CountDownLatch atWork = new CountDownLatch(2);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> first =
          other.submit(() ->
              team.run(
                  (_, _) -> {
                    atWork.countDown();
                    awaitQuietly(mayEnd);
                  },
                  2));
      awaitQuietly(atWork);
      List<Thread> workers = new ArrayList<>();
      team.run((_, _) -> workers.add(Thread.currentThread()), 3);
      assertThat(workers).hasSize(3).containsOnly(Thread.currentThread());
      mayEnd.countDown();
      first.get();
    }
  }

  @Test
  void jobsOfSeveralThreadsDoNotMix() throws Exception {
    Team team = Team.of(3);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> jobs = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        jobs.add(
            threads.submit(() -> {
              AtomicIntegerArray done = new AtomicIntegerArray(5);
              for (int job = 1; job <= 1000; job++) {
                team.run((part, _) -> done.incrementAndGet(part), 5);
                for (int part = 0; part < 5; part++) {
                  assertThat(done.get(part)).isEqualTo(job);
                }
              }
            }));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatAPartThrowsReachesTheCaller(int failing) {
    Team team = Team.of(3);
    int[] done = new int[3];
    assertThatThrownBy(() ->
            team.run(
                (part, _) -> {
                  if (part == failing) {
                    throw new ArithmeticException("part " + part);
                  }
                  done[part]++;
                },
                3))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("part " + failing);
    int[] others = {1, 1, 1};
    others[failing] = 0;
    assertThat(done).isEqualTo(others);
    membersWorkAtTheSameTime(3); // and the team goes on
  }

  @Test
  void errorsReachTheCallerToo() {
    assertThatThrownBy(() ->
            Team.of(2)
                .run(
                    (_, _) -> {
                      throw new StackOverflowError();
                    },
                    2))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void anInterruptedCallerGetsItsResultsAndStaysInterrupted() {
    int[] done = new int[2];
    Thread.currentThread().interrupt();
    Team.of(2)
        .run(
            (part, member) -> {
              if (member > 0) {
                spinFor(Duration.ofMillis(5));
              }
              done[part] = 1;
            },
            2);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsOnly(1);
  }

  @Test
  void thereIsOneTeamOfASizeAndItsHelpersAreDaemons() {
    assertThat(Team.of(2)).isSameAs(Team.of(2));
    membersWorkAtTheSameTime(2);
    Set<Boolean> daemons = ConcurrentHashMap.newKeySet();
    CountDownLatch bothAreHere = new CountDownLatch(2);
    Team.of(2)
        .run(
            (_, member) -> {
              bothAreHere.countDown();
              awaitQuietly(bothAreHere);
              if (member > 0) {
                daemons.add(Thread.currentThread().isDaemon());
              }
            },
            2);
    assertThat(daemons).containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aTeamHasMembers(int members) {
    assertThatThrownBy(() -> Team.of(members))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threads must be positive");
  }

  private static void spinFor(Duration duration) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < duration.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
