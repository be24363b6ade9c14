package org.noether.reports.console;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 90s}, {@code 5m} and {@code 1h30m}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text);
    Duration duration = Duration.ZERO;
    if (form.matches()) {
      duration = Duration.ofHours(number(form, 1));
      duration = duration.plusMinutes(number(form, 2)).plusSeconds(number(form, 3));
    }
    if (duration.isZero()) {
      throw new TypeConversionException("'" + text + "' is not a time such as 90s, 5m or 1h30m");
    }
    return duration;
  }

  private static long number(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** Writes a duration so that it can be read back. */
  public static String print(Duration duration) {
    var out = new StringBuilder();
    if (duration.toHours() > 0) {
      out.append(duration.toHours()).append('h');
    }
    if (duration.toMinutesPart() > 0) {
      out.append(duration.toMinutesPart()).append('m');
    }
    if (duration.toSecondsPart() > 0 || out.isEmpty()) {
      out.append(duration.toSecondsPart()).append('s');
    }
    return out.toString();
  }
}
