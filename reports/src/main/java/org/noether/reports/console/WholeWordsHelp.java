package org.noether.reports.console;

import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The help of a command for a terminal of any width. Paragraphs are filled anew, the description of
 * an option is one of them, and lines are broken between words alone: not in {@code tornado:0:1} or
 * {@code --n-train}, and not before a default.
 */
public final class WholeWordsHelp extends Help {
  /** Where a character goes, for as long as lines are broken, at which none must be. */
  private static final int HIDDEN = '\uE000';

  private static final Pattern HIDDEN_CHARACTERS = Pattern.compile("[\uE000-\uE07F]");

  /** A short default, the word after a colon, and what in a word is neither letter nor digit. */
  private static final Pattern WHOLE =
      Pattern.compile("\\(default: [^()]{1,20}\\)[.;,]?|\\S*: \\S+|\\S+");

  private static final Pattern COMMENTED = Pattern.compile("(\\s+\\S.*?\\S)\\s{3,}(\\S.*)");
  private static final String COMMENT = " ".repeat(6);
  private static final String CONTINUED = " \\";
  private static final String CONTINUATION = " ".repeat(4);

  private static final Pattern BREAKS = Pattern.compile("[^A-Za-z0-9]");

  private WholeWordsHelp(CommandSpec spec, ColorScheme colours) {
    super(spec, colours);
  }

  /**
   * Lets a command and those below it print such help.
   *
   * @param width the characters of a line
   */
  public static void install(CommandLine line, int width) {
    line.setUsageHelpWidth(width);
    line.setHelpFactory(WholeWordsHelp::new);
    restore(line);
  }

  private static void restore(CommandLine line) {
    line.getHelpSectionMap().replaceAll((_, section) -> help -> shown(section.render(help)));
    line.getSubcommands().values().forEach(WholeWordsHelp::restore);
  }

  @Override
  public String description(Object... parameters) {
    return filled(commandSpec().usageMessage().description());
  }

  @Override
  public String footer(Object... parameters) {
    return filled(commandSpec().usageMessage().footer());
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer renderer = super.createDefaultOptionRenderer();
    return (option, labels, colours) -> inOneRow(renderer.render(option, labels, colours));
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer renderer = super.createDefaultParameterRenderer();
    return (parameter, labels, colours) -> inOneRow(renderer.render(parameter, labels, colours));
  }

  /** The first row, with what the last column has in all rows. */
  private Text[][] inOneRow(Text[][] rows) {
    int last = rows[0].length - 1;
    String text =
        Stream.of(rows)
            .map(row -> row[last].plainString().strip().replaceAll("\\s+", " "))
            .collect(Collectors.joining(" "));
    rows[0][last] = ansi().new Text(hidden(text));
    return new Text[][] {rows[0]};
  }

  private String filled(String[] texts) {
    String text = String.join("\n", texts);
    // A line that is indented stands alone; others are words of a paragraph.
    String paragraphs = text.replaceAll("(?<=\\S)\n(?=\\S)", " ");
    int width = commandSpec().usageMessage().width();
    String[] lines =
        paragraphs
            .lines()
            .flatMap(line ->
                line.startsWith(" ")
                    ? example(line, width).map(WholeWordsHelp::hide)
                    : Stream.of(hidden(line)))
            .toArray(String[]::new);
    return join(
            ansi(),
            width,
            commandSpec().usageMessage().adjustLineBreaksForWideCJKCharacters(),
            lines,
            new StringBuilder())
        .toString();
  }

  /**
   * An indented line, such as a command. One that is too long has its comment on a line of its own,
   * and the command goes on in the next line as in a shell.
   */
  private static Stream<String> example(String line, int width) {
    if (line.length() <= width) {
      return Stream.of(line);
    }
    Matcher commented = COMMENTED.matcher(line);
    if (commented.matches()) {
      return Stream.concat(
          example(commented.group(1), width), Stream.of(COMMENT + commented.group(2)));
    }
    // Rather before an option than before its value.
    int option = line.lastIndexOf(" --", width - CONTINUED.length());
    int end = option > width / 2 ? option : line.lastIndexOf(' ', width - CONTINUED.length());
    while (end > COMMENT.length()
        && line.substring(0, end).chars().filter(c -> c == '"').count() % 2 > 0) {
      end = line.lastIndexOf(' ', end - 1);
    }
    return end <= COMMENT.length()
        ? Stream.of(line)
        : Stream.concat(
            Stream.of(line.substring(0, end) + CONTINUED),
            example(CONTINUATION + line.substring(end + 1), width));
  }

  private static String hidden(String text) {
    return WHOLE.matcher(text).replaceAll(word -> quoted(hide(word.group())));
  }

  private static String hide(String text) {
    return BREAKS
        .matcher(text)
        .replaceAll((MatchResult found) -> {
          char c = found.group().charAt(0);
          // picocli formats its texts: %n and %% keep their meaning.
          return c == '%' || c > 0x7F ? quoted("" + c) : "" + (char) (HIDDEN + c);
        });
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private static String shown(String text) {
    return HIDDEN_CHARACTERS
        .matcher(Objects.requireNonNullElse(text, ""))
        .replaceAll(found -> quoted("" + (char) (found.group().charAt(0) - HIDDEN)));
  }
}
