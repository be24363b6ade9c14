package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.noether.reports.table.Block;

/** The reference figures that a table shows, each with a mark that leads to its setting. */
final class References {
  private final List<Reference> shown = new ArrayList<>();

  /** The text of a cell, with the mark. */
  String cell(Reference reference) {
    if (!shown.contains(reference)) {
      shown.add(reference);
    }
    return reference.cell() + " " + mark(reference);
  }

  /** The settings behind the marks. */
  Optional<Block> paragraph() {
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    String settings =
        shown.stream().map(r -> mark(r) + " " + r.setting()).collect(Collectors.joining("; "));
    return Optional.of(
        new Block.Paragraph(
            "Reference figures were measured by running the paper's own program (PyTorch, two CPU"
                + " cores), each at the setting given here, which can differ from that of the runs"
                + " above: "
                + settings
                + ". The paper shows its results for springs as curves, without numbers."));
  }

  private String mark(Reference reference) {
    return "[" + (char) ('a' + shown.indexOf(reference)) + "]";
  }
}
