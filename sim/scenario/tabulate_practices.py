"""What a strategy practises beyond its offers, as numbers: a part of `sim.scenario.tabulate`."""

from sim.scenario.models.programmes import Loyalty, Staff
from sim.scenario.models.strategy import Strategy
from sim.scenario.practices import (
    FeedbackTables,
    ImprovementTables,
    Join,
    LoyaltyTables,
    PersonalTables,
    Practices,
    PromotionTables,
    StaffTables,
    Stop,
    TalkTables,
)
from sim.scenario.traits import minor

AS_THE_MARKET = -1.0


def tabulate_practices(strategy: Strategy, scale: float) -> Practices:
    """The practices of a strategy; amounts in units of ``1 / scale``."""
    feedback, personal, promotion = strategy.feedback, strategy.personal, strategy.promotion
    improvement, talk = strategy.improvement, strategy.word_of_mouth
    return Practices(
        staff=_staff(strategy.staff, scale) if strategy.staff else None,
        feedback=FeedbackTables(
            feedback.surveys_per_year, minor(feedback.cost, scale), feedback.acts_on, feedback.tires
        )
        if feedback
        else None,
        loyalty=_loyalty(strategy.loyalty, scale) if strategy.loyalty else None,
        personal=PersonalTables(personal.relevance, personal.responds, personal.tires)
        if personal
        else None,
        promotion=PromotionTables(
            promotion.lasts,
            promotion.every,
            promotion.first,
            promotion.discount,
            minor(promotion.free_item, scale),
            promotion.brought_forward,
            promotion.over,
        )
        if promotion
        else None,
        improvement=ImprovementTables(
            improvement.per_year, improvement.lasts, minor(improvement.cost_per_customer, scale)
        )
        if improvement
        else None,
        talk=TalkTables(talk.per_satisfied_customer, talk.per_dissatisfied_customer)
        if talk
        else None,
        funding=tuple(Stop[word.upper()] for word in strategy.funding),
    )


def _staff(staff: Staff, scale: float) -> StaffTables:
    untrained = staff.untrained_quality
    return StaffTables(
        per_1000_customers=staff.per_1000_customers,
        customers_per_desk=staff.customers_per_desk,
        minutes_per_incident=staff.minutes_per_incident,
        cost_per_year=minor(staff.cost_per_year, scale),
        training_per_year=minor(staff.training_per_year, scale),
        cost_to_train=minor(staff.cost_to_train, scale),
        turnover=staff.turnover,
        cost_per_hire=minor(staff.cost_per_hire, scale),
        trained=staff.trained,
        untrained_quality=AS_THE_MARKET if untrained is None else untrained,
        patience=staff.patience,
    )


def _loyalty(loyalty: Loyalty, scale: float) -> LoyaltyTables:
    return LoyaltyTables(
        join=Join[loyalty.join.by.upper()],
        join_number=loyalty.join.number,
        reviewed=loyalty.reviewed,
        discount=loyalty.discount,
        discount_from_basket=minor(loyalty.discount_from_basket, scale),
        free_item=minor(loyalty.free_item_per_week, scale),
        per_year=minor(loyalty.per_year, scale),
        ease=loyalty.ease,
        keeps=loyalty.keeps,
    )
