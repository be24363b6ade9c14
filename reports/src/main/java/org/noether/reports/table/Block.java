package org.noether.reports.table;

import java.util.List;
import org.noether.reports.plot.Figure;

/** A part of a page. Text between backticks is code. */
sealed interface Block {

  /** Starts a section. */
  record Heading(String text) implements Block {}

  /** Running text. */
  record Paragraph(String text) implements Block {}

  /** Shell commands, one a line. */
  record Code(List<String> lines) implements Block {}

  /**
   * A table; the first column is text, the others are numbers unless {@code textual}.
   *
   * @param caption what it shows and how the numbers came about
   * @param header column titles
   * @param rows as many cells each
   * @param textual whether all columns are text
   */
  record Table(String caption, List<String> header, List<List<String>> rows, boolean textual)
      implements Block {}

  /**
   * Figures side by side under one caption.
   *
   * @param caption what they show and how the numbers came about
   * @param figures at least one
   */
  record Figures(String caption, List<Figure> figures) implements Block {}
}
