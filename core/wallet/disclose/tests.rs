//! The choice's rules, each as a property.
