package org.noether.reports.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartSizesTest {
  @Test
  void thePapersSizesAreTakenUnlessOthersAreGiven() {
    assertThat(PartSizes.of(null, null, null)).isEqualTo(new PartSizes(3000, 200, 2000));
    assertThat(PartSizes.of(10, null, 7).total()).isEqualTo(217);
  }

  @Test
  void aSmallSetIsSharedAmongThePartsWithoutAGivenSize() {
    assertThat(PartSizes.shares(null, null, null, 150)).isEqualTo(new PartSizes(120, 15, 15));
    assertThat(PartSizes.shares(100, null, 30, 159)).isEqualTo(new PartSizes(100, 15, 30));
    assertThat(PartSizes.shares(null, null, null, 7)).isEqualTo(new PartSizes(3, 2, 2));
  }
}
