package org.noether.simulation.array;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Printable;
import org.noether.simulation.registry.Spelling;

/** A file of named arrays of numbers. Not thread-safe. */
public interface ArrayFile extends Closeable {
  /** The names of its arrays of numbers, in the order of the file. */
  List<String> names() throws IOException;

  /** The names of what it holds besides: arrays of texts, for example, and links to nothing. */
  default List<String> others() throws IOException {
    return List.of();
  }

  /** The array called {@code name}, if there is one. */
  Optional<NumericArray> find(String name) throws IOException;

  /**
   * The array called {@code name} if it is the same at all times: in a table, where every row
   * repeats it, without the axis of rows.
   */
  default Optional<NumericArray> constant(String name) throws IOException {
    return find(name);
  }

  /**
   * The array called {@code name} if it is the same for all bodies: in a table in which a row is a
   * body, without the axis of bodies.
   */
  default Optional<NumericArray> times(String name) throws IOException {
    return find(name);
  }

  /**
   * Whether it is a table, of which a row is a system at a time, or a body of it. Numbers of bodies
   * have one axis more then.
   */
  default boolean isTable() {
    return false;
  }

  /**
   * What is said of the whole file: a number or a text by its name, if there is one.
   *
   * @throws FormatException if it is neither
   */
  Optional<Object> attribute(String name) throws IOException;

  /** The format, for people. */
  String format();

  /** The file, for messages. */
  String source();

  /**
   * The array called {@code name}.
   *
   * @throws FormatException if there is none, naming those there are
   */
  default NumericArray array(String name) throws IOException {
    Optional<NumericArray> found = find(name);
    if (found.isEmpty()) {
      throw FormatException.wholeFile(
          source(),
          "there is no dataset %s; it holds %s%s"
              .formatted(
                  name, Printable.of(names().toString()), Spelling.suggestion(name, names())));
    }
    return found.get();
  }
}
