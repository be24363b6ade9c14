package org.noether.reports.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalPrinterTest {
  private static final String ERASE = "\r\033[K";

  private final StringWriter terminal = new StringWriter();
  private final TerminalPrinter printer = new TerminalPrinter(terminal, 40);

  @Test
  void messagesAppearAboveTheBar() {
    printer.println("before");
    try (var bar = printer.bar()) {
      bar.accept("[= ]");
      printer.println("first");
      printer.println("second");
      bar.accept("[==]");
    }
    printer.println("after");
    assertThat(terminal.toString())
        .isEqualTo(
            "before\n[= ]"
                + ERASE
                + "first\n[= ]"
                + ERASE
                + "second\n[= ]"
                + ERASE
                + "[==]"
                + ERASE
                + "[==]\nafter\n");
  }

  @Test
  void aLineThatIsNotCompleteWaitsForTheBarToEnd() {
    try (var bar = printer.bar()) {
      bar.accept("[= ]");
      printer.print("a ");
      printer.flush();
      printer.println("line");
    }
    printer.print("prompt");
    printer.flush();
    assertThat(terminal.toString())
        .isEqualTo("[= ]" + ERASE + "a line\n[= ]" + ERASE + "[= ]\nprompt");
  }

  @Test
  void nothingComesAfterABarThatIsEnded() {
    try (var bar = printer.bar()) {
      bar.accept("[=  ]");
      printer.endBar();
      bar.accept("[== ]");
    }
    printer.println("interrupted");
    assertThat(terminal.toString()).isEqualTo("[=  ]" + ERASE + "[=  ]\ninterrupted\n");
  }

  @Test
  void aBarLeavesTheColumnsOfAnInterruptionFree() {
    try (var bar = printer.bar()) {
      assertThat(bar.getMaxRenderedLength()).isEqualTo(37);
    }
  }
}
