package org.noether.reports.table;

import java.util.List;
import org.noether.reports.plot.Figure;
import org.noether.reports.plot.Motion;

/** A part of a page. Text between backticks is code. */
public sealed interface Block {

  /** Starts a section. */
  record Heading(String text) implements Block {}

  /** Running text. */
  record Paragraph(String text) implements Block {}

  /** Shell commands, one a line. */
  record Code(List<String> lines) implements Block {}

  /**
   * A table; columns of text are to the left of columns of numbers.
   *
   * @param caption what it shows and how the numbers came about
   * @param header column titles
   * @param rows as many cells each
   * @param textColumns how many columns are text
   */
  record Table(String caption, List<String> header, List<List<String>> rows, int textColumns)
      implements Block {}

  /**
   * Figures side by side under one caption.
   *
   * @param caption what they show and how the numbers came about
   * @param figures at least one
   */
  record Figures(String caption, List<Figure> figures) implements Block {}

  /**
   * A motion under its caption, as paths and as a moving picture.
   *
   * @param caption what it shows and how it came about
   * @param motion what moves
   */
  record Animation(String caption, Motion motion) implements Block {}
}
