# how a file may be laid out

Feature: Layout
  Words about the feature, with a # and a | in them.

  Background:
    Given the modern graph

  @StepV @MultiProperties # a remark
  Scenario: remarks_and_blank_lines

    # before a step
    * using the parameter xx1 defined as 'marko'
    And the traversal of
      # before a text

      """
      g.V().
        has("name", xx1). // #1
        values("age")

      """
    When iterated to list
    Then the result should be unordered
      # before a table

      | result   |
      # inside of it
      |  d[29].i |

  Scenario Template: examples_twice
    Given the traversal of
      """groovy
    g.V().has("name", "<name>").count()
      """
    When iterated to list
    Then the result should be ordered
      | result |
      | d[<count>].l |

    Examples:
      | name | count |
      | lop | 1 |

    @Other
    Examples: of nobody
      | name | count |
      | a\|b | 0 |

  Scenario: a_tree_of_several
    Given the traversal of
      """
      g.V().has("name", P.within("marko", "peter")).out("created").tree().by("name")
      """
    When iterated next
    Then the result should be a tree with a structure of
      """
      |--marko
      |  |--lop
      |--peter
         |--lop
      """
