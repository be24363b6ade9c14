package org.noether.reports.task;

/** A table that {@code evaluate} may print. */
public enum EvaluationTable {
  /** The errors at all times; every evaluation has it. */
  ERRORS(""),
  /** The errors by number of bodies, of systems of several sizes. */
  BODIES("bodies"),
  /** What the true system conserves. */
  CONSERVED("conserved"),
  /** The equivariance errors of bodies in space. */
  EQUIVARIANCE("equivariance");

  private final String ending;

  EvaluationTable(String ending) {
    this.ending = ending;
  }

  /** What its file adds to the name that a user gives; empty for the table of that name itself. */
  public String ending() {
    return ending;
  }
}
