package org.noether.reports.console;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 90s}, {@code 5m} and {@code 1h30m}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(?=.)(\\d{1,5}h)?(\\d{1,6}m)?(\\d{1,8}s)?");

  @Override
  public Duration convert(String text) {
    Duration duration = FORM.matcher(text).matches() ? Duration.parse("PT" + text) : Duration.ZERO;
    if (duration.isZero()) {
      throw new TypeConversionException("'" + text + "' is not a time such as 90s, 5m or 1h30m");
    }
    return duration;
  }

  /** Writes a duration in whole seconds so that it can be read back. */
  public static String print(Duration duration) {
    String iso = duration.truncatedTo(ChronoUnit.SECONDS).toString();
    return iso.substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
