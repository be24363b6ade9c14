package org.noether.reports.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.TypeConversionException;

class PaperNetworksTest {
  private static PaperNetworks read(String text) {
    return new PaperNetworks.Converter().convert(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FC,HFC,OGN,HOGN,VOGN|FC,HFC,OGN,HOGN,VOGN",
        "fc, hogn|FC,HOGN",
        "HLieResNet|HLieResNet:T(2)",
        "hlieresnet,T(2),T2,HLieResNet:T(2),HLieResNet(T(2)),HLieResNet-T2|HLieResNet:T(2)",
        "Trivial(2),Trivial,trivial2,HLieResNet Trivial(2)|HLieResNet:Trivial(2)",
        "SO2(),SO2,SO(2),HLieResNet:SO2()|HLieResNet:SO2()",
        "FLieResnet,FLieResNet:T(2)|FLieResnet:T(2)",
        "FLieResnet:SO2(),FC|FLieResnet:SO2(),FC",
        "SE2(.05),HLieResNet:RxSO2()|HLieResNet:SE2(0.05),HLieResNet:RxSO2()",
      })
  void namesAreReadAsUsersWriteThem(String text, String networks) {
    assertThat(read(text)).hasToString(networks);
  }

  @Test
  void whatIsPrintedIsReadBackTheSame() {
    assertThat(read(PaperNetworks.COMPARED.toString())).isEqualTo(PaperNetworks.COMPARED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "FC,", "HGN", "T(2,FC", "OGN:T(2)", "T(2),'x':SO2()"})
  void otherNamesAreRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("unknown network '")
        .hasMessageContaining("known: FC, HFC,");
  }

  @Test
  void theNetworksComparedSuitTheSystems() {
    assertThat(PaperNetworks.of(SystemKind.SPRINGS)).isEqualTo(PaperNetworks.COMPARED);
    assertThat(PaperNetworks.of(SystemKind.NBODY))
        .hasToString("FC,HFC,OGN,HOGN,VOGN,HLieResNet:Trivial(3),HLieResNet:T(3),HLieResNet:SO3()");
  }
}
